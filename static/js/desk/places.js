// In an invitation, asks for chain or store only where the role has one.
const role = document.querySelector('[data-role]');

const show = () => {
  for (const part of document.querySelectorAll('[data-for]')) {
    const fits = part.dataset.for.split(' ').includes(role.value);
    part.hidden = !fits;
    if (!fits) part.querySelector('select').value = '';
  }
};

role.addEventListener('change', show);
show();
