"""What the phones do with their own modules on the list, as one call each."""

from __future__ import annotations

FROM = "const from = (name) => import(`/static/${build}/js/${name}.js`);"

# Who is signed in, and the assignments of that person. All modules come now: later the server may be dead.
GREET = f"""async (build) => {{
  {FROM}
  await Promise.all(['visit/draft', 'visit/answers', 'outbox', 'store'].map(from));
  const {{refresh}} = await from('assignments');
  return (await refresh())?.id;
}}"""

# Begin visits, as a person does who looks at them beforehand.
BEGIN = f"""async ({{build, page, visits}}) => {{
  {FROM}
  const {{openDraft}} = await from('visit/draft');
  for (const assignment of visits) await openDraft({{assignment, page, mayBegin: true}});
}}"""

# Each visit from its first answer to the outbox. What was begun before a kill is taken up where it stood.
FINISH = f"""async ({{build, page, visits}}) => {{
  {FROM}
  const [draft, {{sha256}}, outbox] = await Promise.all([from('visit/draft'), from('visit/answers'), from('outbox')]);
  const made = [];
  for (const {{assignment, answers, photos, jump}} of visits) {{
    const {{id, state}} = await draft.openDraft({{assignment, page, mayBegin: true}});
    made.push(id);
    if (state !== 'editing') continue;
    for (const [question, value] of answers) {{
      await draft.saveAnswer(id, question, {{pairs: [['value', value]], value}});
      if (jump !== null) moveClock(jump);
    }}
    const kept = (await draft.contents(id)).photos.map((photo) => photo.sha256);
    for (const text of photos) {{
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
      const photo = {{question: 'photo', sha256: await sha256(bytes), type: 'image/jpeg', taken_at: Date.now()}};
      if (!kept.includes(photo.sha256)) await draft.savePhoto(id, photo, bytes);
    }}
    await draft.freeze(id, ['words', 'grt_first', 'photo']);
    outbox.sync(true).catch(() => {{}});
  }}
  return made;
}}"""

# One more try to send what waits.
SEND = f"""async (build) => {{
  {FROM}
  const {{sync}} = await from('outbox');
  await sync(true).catch(() => {{}});
}}"""

# The phone's clock, moved by so many ms, now and by jumps later. The last one that is set counts.
CLOCK = """(() => {
  const Real = globalThis.RealDate ??= Date;
  let shift = %d;
  globalThis.moveClock = (ms) => { shift = ms; };
  globalThis.Date = class extends Real {
    constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})()"""
