"""What a phone does on the page of a visit that the other writes as well, by the page's own fields and buttons."""

from __future__ import annotations

from tests.torture.scripts import FROM

# `until` gives what `holds` gives, or nothing once the draft is no longer edited.
_TOOLS = f"""
  {FROM}
  const {{contents, openDraft}} = await from('visit/draft');
  const draft = () => openDraft({{visit: id}});
  const rest = (ms) => new Promise((go) => setTimeout(go, ms));
  const until = async (holds, what) => {{
    const end = performance.now() + 12_000;
    for (;;) {{
      const found = await holds();
      if (found || (await draft()).state !== 'editing') return found;
      if (performance.now() > end) throw new Error(what);
      await rest(20);
    }}
  }};
  const form = document.querySelector('#visit');
  const mayWrite = () => !form.inert && !document.querySelector('#all').disabled;
"""

# Gives [[question, what was given, when by a clock that nobody moves]] of what the phone then keeps: values that this
# phone had not told yet stay, since nobody would know of them; photos by their digest.
WRITE = f"""async ({{build, id, answers, photo, jump}}) => {{
  {_TOOLS}
  if (!(await until(mayWrite, 'the page stayed closed'))) return [];
  const now = () => performance.timeOrigin + performance.now();
  const given = [];
  for (const [question, name, text] of answers) {{
    const rowOf = async () => (await contents(id)).answers.find((one) => one.question === question);
    const posted = (await draft()).merged?.posted ?? -1;
    const before = await rowOf();
    const isMine = (row) => row?.pairs.some((pair) => pair[1] === text);
    if (before?.seq > posted && !isMine(before)) continue;
    const at = now();
    const field = document.querySelector(`[name="${{name}}"]`);
    field.value = text;
    field.dispatchEvent(new Event('input', {{bubbles: true}}));
    const isKept = (row) => isMine(row) && row.seq > (before?.seq ?? 0);
    if (await until(async () => isKept(await rowOf()), 'an answer was not kept')) given.push([question, text, at]);
    if (jump !== null) moveClock(jump);
  }}
  if (photo && mayWrite()) {{
    const bytes = Uint8Array.from(atob(photo.text), (letter) => letter.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], photo.name, {{type: 'image/jpeg'}}));
    const input = [...document.querySelectorAll('#q-photo [data-file]')].at(-1);
    Object.assign(input, {{files: files.files}}).dispatchEvent(new Event('change', {{bubbles: true}}));
    const find = async () => (await contents(id)).photos.find((one) => one.name === photo.name);
    const kept = await until(find, 'a photo was not kept');
    if (kept) given.push(['photo', kept.sha256, now()]);
  }}
  return given;
}}"""

# Whether the office was told of all, answers and the bytes of photos, and has answered `hear` times to this page unless
# the draft is closed; after up to `patience` ms.
TELL = f"""async ({{build, id, patience, hear}}) => {{
  {_TOOLS}
  const isAnswer = ({{name, responseStatus}}) => name.endsWith(`/api/drafts/${{id}}`) && responseStatus === 200;
  const isTold = async () => {{
    const {{state, rev, merged}} = await draft();
    if (!(merged?.posted >= rev)) return false;
    const {{photos}} = await contents(id);
    const heard = performance.getEntriesByType('resource').filter(isAnswer).length;
    return state !== 'editing' || (heard >= hear && photos.every(({{sent}}) => sent));
  }};
  const end = performance.now() + patience;
  dispatchEvent(new Event('online'));
  while (!(await isTold())) {{
    if (performance.now() > end) return false;
    await rest(100);
    if (hear) dispatchEvent(new Event('online'));
  }}
  return true;
}}"""

# Finish, though questions are open. Gives the words and the photos of the visit as the phone then keeps them.
CLOSE = f"""async ({{build, id}}) => {{
  {_TOOLS}
  await until(mayWrite, 'the page stayed closed');
  const isDone = async () => {{
    if (document.querySelector('#missing').open) document.querySelector('#missing [data-anyway]').click();
    else document.querySelector('#finish').click();
    await rest(100);
    return (await draft()).state !== 'editing';
  }};
  await until(isDone, 'the visit was not finished');
  const {{answers, photos}} = await contents(id);
  const words = answers.find(({{question}}) => question === 'words');
  return [words?.value ?? '', photos.map(({{sha256}}) => sha256)];
}}"""

# How a draft stands on this phone, and the digests of the photos of it whose bytes are here, measured anew.
STANDING = f"""async ({{build, id}}) => {{
  {_TOOLS}
  const {{blobOf}} = await from('visit/draft');
  const {{sha256}} = await from('visit/answers');
  const {{state, elsewhere}} = await draft();
  const here = [];
  for (const {{pid}} of (await contents(id)).photos) {{
    const bytes = await blobOf(pid);
    if (bytes) here.push(await sha256(bytes));
  }}
  return {{state, isElsewhere: Boolean(elsewhere), photos: here}};
}}"""
