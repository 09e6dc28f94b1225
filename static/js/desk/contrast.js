// Shows a colour and its contrast on white while it is typed. The server judges again.
const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const luminance = (colour) => {
  const [red, green, blue] = [1, 3, 5].map((place) => channel(parseInt(colour.slice(place, place + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const show = (part) => {
  const colour = part.querySelector('input').value.trim();
  const isColour = /^#[0-9a-f]{6}$/i.test(colour);
  const ratio = isColour ? 1.05 / (luminance(colour) + 0.05) : 0;
  part.querySelector('[data-swatch]').setAttribute('fill', isColour ? colour : 'none');
  part.querySelector('[data-ratio]').textContent = isColour ? ratio.toFixed(1) : '–';
  part.querySelector('[data-weak]').hidden = !isColour || ratio >= 4.5;
};

for (const part of document.querySelectorAll('[data-colour]')) {
  part.addEventListener('input', () => show(part));
  show(part);
}
