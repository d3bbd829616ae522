// On narrow screens channels and members are drawers that slide in from the sides.

import { $ } from "./dom.js";

const DRAWERS = { channels: "#channels", members: "#members" };
const narrow = { channels: matchMedia("(max-width: 760px)"), members: matchMedia("(max-width: 1020px)") };
let opener = null;

const button = (name) => $(`[data-drawer="${name}"]`);

function apply() {
  for (const [name, selector] of Object.entries(DRAWERS)) {
    const side = $(selector);
    const open = side.classList.contains("open");
    side.inert = narrow[name].matches && !open;
    button(name).setAttribute("aria-expanded", String(open));
  }
  $("#scrim").hidden = !document.querySelector(".drawer.open");
}

/** Closes whichever drawer is open. */
export function closeDrawers(giveBack = true) {
  const open = document.querySelector(".drawer.open");
  if (!open) return;
  const inside = open.contains(document.activeElement);
  open.classList.remove("open");
  apply();
  if (giveBack && inside) opener?.focus();
}

/** Wires the two buttons, the scrim and Escape up. */
export function startDrawers() {
  for (const [name, selector] of Object.entries(DRAWERS)) {
    button(name).addEventListener("click", (event) => {
      const was = $(selector).classList.contains("open");
      closeDrawers(false);
      if (was) return;
      opener = event.currentTarget;
      $(selector).classList.add("open");
      apply();
      $(selector).querySelector("button")?.focus();
    });
    narrow[name].addEventListener("change", () => { $(selector).classList.remove("open"); apply(); });
  }
  for (const close of document.querySelectorAll(".drawer-close, #scrim")) close.addEventListener("click", () => closeDrawers());
  document.addEventListener("keydown", (event) => event.key === "Escape" && !document.querySelector(":popover-open, dialog[open]") && closeDrawers());
  apply();
}
