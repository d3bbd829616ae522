// The ways to a menu: right click, a long touch, and the keyboard's menu keys.

const HOLD_MS = 500;
const STRAY = 12; // pixels that a resting finger may move
const OWN = "a, img"; // what keeps the browser's own menu

/**
 * Calls `open(target, anchor)` when a menu of something in `root` is wanted; true tells that it has one,
 * so that the browser's own stays away.
 */
export function onMenuWanted(root, open) {
  let timer = 0;
  let from = null;
  let held = null;
  const stop = () => { clearTimeout(timer); from = null; };
  const hold = (what) => {
    held = what;
    // Shows that the finger may be lifted.
    if (what) root.dataset.held = "";
    else delete root.dataset.held;
  };

  root.addEventListener("contextmenu", (event) => {
    if (event.target.closest(OWN)) return;
    const point = { x: event.clientX, y: event.clientY };
    if (event.pointerType === "touch" && from) {
      // The finger still rests: the menu opens when it is lifted, since lifting it would close it again.
      hold([event.target, point]);
      event.preventDefault();
    } else if (open(event.target, point)) event.preventDefault();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
    if (open(event.target, event.target)) event.preventDefault();
  });
  root.addEventListener("pointerdown", (event) => {
    hold(null);
    if (event.pointerType !== "touch" || !event.isPrimary || event.target.closest(OWN)) return stop();
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => hold([event.target, { x: event.clientX, y: event.clientY }]), HOLD_MS);
  });
  root.addEventListener("pointermove", (event) => {
    if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) < STRAY) return;
    hold(null);
    stop();
  });
  const opens = () => {
    stop();
    if (!held) return false;
    const [target, point] = held;
    hold(null);
    setTimeout(() => open(target, point));
    return true;
  };
  root.addEventListener("pointerup", stop);
  root.addEventListener("pointercancel", opens);
  // Without this the browser would press what lies under the finger, and that would close the menu again.
  root.addEventListener("touchend", (event) => opens() && event.preventDefault(), { passive: false });
}
