// Floating boxes in the browser's top layer: placed beside their control, closed by Escape or a press elsewhere.

import { h } from "./dom.js";

const GAP = 6;

/**
 * Opens a box beside `anchor` (an element, or a point `{x, y}`). `onclose` runs once, however it was closed.
 * Answers a function that closes it.
 */
export function openPopup(anchor, content, { className = "", prefer = "below", onclose = () => {} } = {}) {
  const element = anchor instanceof Element ? anchor : null;
  const home = element?.closest("dialog") ?? document.body;
  const box = h("div", { class: `popup ${className}`, popover: "auto" }, content);
  home.append(box);
  box.showPopover();
  place(box, element ? element.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y, width: 0 }, prefer);
  const back = document.activeElement;
  let closed = false;
  const finish = () => {
    if (closed) return;
    closed = true;
    const inside = box.contains(document.activeElement) || document.activeElement === document.body;
    if (box.matches(":popover-open")) box.hidePopover();
    box.remove();
    if (inside && back?.isConnected) back.focus({ preventScroll: true });
    onclose();
  };
  box.addEventListener("toggle", (event) => event.newState === "closed" && finish());
  return finish;
}

function place(box, rect, prefer) {
  const { innerWidth: width, innerHeight: height } = window;
  const below = height - rect.bottom - GAP;
  const above = rect.top - GAP;
  box.style.setProperty("min-width", `${Math.min(rect.width, width - 16)}px`);
  // A menu may lie over its anchor rather than be cut; a list must leave its control to be seen.
  const room = prefer === "whole" ? height - 16 : null;
  const goesBelow = prefer !== "above" ? below >= Math.min(box.offsetHeight, 260) || below >= above : !(above >= box.offsetHeight || above >= below);
  box.style.setProperty("max-height", `${room ?? Math.max(120, (goesBelow ? below : above) - 8)}px`);
  const left = Math.max(8, Math.min(rect.left, width - box.offsetWidth - 8));
  const top = goesBelow ? rect.bottom + GAP : Math.max(8, rect.top - GAP - box.offsetHeight);
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${Math.max(8, Math.min(top, height - box.offsetHeight - 8))}px`);
}
