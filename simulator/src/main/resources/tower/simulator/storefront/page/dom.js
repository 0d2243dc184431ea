// Elements without markup in strings: nothing that the tower or a person writes can become a tag.

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
  return element;
}

export const h = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const s = (tag, attributes, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

/** A boxed sentence with a sign, so that its kind is no matter of colour. */
export function note(kind, ...lines) {
  const sign = { bad: '!', wait: '\u2026', good: '\u2713' }[kind];
  return h('div', { class: `note ${kind}`, role: kind === 'bad' ? 'alert' : null },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    lines.filter(Boolean).map((line) => h('p', {}, line)));
}
