// A preview of which nothing can be shown yet: looks again after each change in the editor.
addEventListener("message", ({ origin, data }) => {
  if (origin === location.origin && data?.type === "changed") location.reload();
});
