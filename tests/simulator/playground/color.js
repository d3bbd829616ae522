// Colours of people and roles, made readable on both themes.

const GROUND = { light: [239, 232, 216], dark: [32, 56, 63] };
const ENOUGH = 4.7; // a little above the 4.5 that WCAG asks of small text

const AVATARS = ["#2f7d6b", "#a4562f", "#4a6fa5", "#8a4f7d", "#6b7d2f", "#a58a2f", "#7d3b3b", "#3b6b7d"];

/** Red, green and blue of a Discord colour: a whole number or `#rrggbb`; null when there is none. */
export function rgb(value) {
  if (value === null || value === undefined || value === 0 || value === "") return null;
  const n = typeof value === "string" ? parseInt(value.replace("#", ""), 16) : Number(value);
  if (!Number.isFinite(n) || n === 0) return null;
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

function luminance([r, g, b]) {
  const line = (c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
}

/** Contrast of two colours as WCAG 2 counts it. */
export function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

function towards(colour, goal, ground) {
  for (let step = 0; step <= 20; step += 1) {
    const mixed = colour.map((c, i) => Math.round(c + ((goal[i] - c) * step) / 20));
    if (contrast(mixed, ground) >= ENOUGH) return mixed;
  }
  return goal;
}

const css = (colour) => `rgb(${colour.join(" ")})`;

/** Style properties `--name-light` and `--name-dark` for a role's colour, or nothing for a colourless one. */
export function nameStyle(value) {
  const colour = rgb(value);
  if (!colour) return {};
  return {
    "--name-light": css(towards(colour, [0, 0, 0], GROUND.light)),
    "--name-dark": css(towards(colour, [255, 255, 255], GROUND.dark)),
  };
}

/** The colour of the round picture that stands for the n-th person: neighbours never share one. */
export function avatarColor(n) {
  return css(towards(rgb(AVATARS[n % AVATARS.length]), [0, 0, 0], [255, 255, 255]));
}

/** Any Discord colour as CSS, for bars that carry no text. */
export function plain(value) {
  const colour = rgb(value);
  return colour ? css(colour) : null;
}
