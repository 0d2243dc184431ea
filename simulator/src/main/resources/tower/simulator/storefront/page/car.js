// A car, drawn from what the tower says of it: its body, its colour, and for a tall one its height.
import { s } from './dom.js';
import { t, word } from './words.js';

const PAINT = {
  red: '#c22f2a', white: '#f4f5f2', blue: '#2b63b4', black: '#24282c', silver: '#b5bcc2',
  green: '#2f7d55', grey: '#7b848b', yellow: '#e2b422',
};

// Seen from the left, on a ground at y 86: outline of the body, and its windows.
const SHAPES = {
  hatch: {
    body: 'M24 84V62q1-8 10-10l32-8q22-22 48-22h38q20 0 36 20l20 10q10 4 10 14v18z',
    glass: 'M76 44q18-16 38-16h6v18H76zM126 28h24q14 0 26 16v2h-50z',
  },
  saloon: {
    body: 'M16 84V64q0-8 10-10l38-8q24-22 48-22h26q22 0 42 20l34 8q10 3 10 12v20z',
    glass: 'M76 46q18-16 36-16h4v17H76zM122 30h16q18 0 32 15v2h-48z',
  },
  estate: {
    body: 'M16 84V64q0-8 10-10l38-8q22-24 46-24h76q14 0 22 22l6 10q8 4 8 12v18z',
    glass: 'M76 46q16-18 34-18h4v19H76zM120 28h32v19h-32zM158 28h24q10 0 15 15v4h-39z',
  },
  suv: {
    body: 'M20 82V56q0-8 10-10l34-5Q84 14 106 14h76q14 0 22 24l8 8q10 4 10 12v24z',
    glass: 'M76 40q14-20 32-20h4v21H76zM118 20h34v21h-34zM158 20h22q9 0 14 17v4h-36z',
  },
};

const wheel = (x) => [
  s('circle', { cx: x, cy: 82, r: 16, fill: '#1d2226', stroke: '#8a949b', 'stroke-width': 1 }),
  s('circle', { cx: x, cy: 82, r: 8, fill: '#c9d0d5' }),
  s('circle', { cx: x, cy: 82, r: 2.5, fill: '#59636b' }),
];

/** The car's parts without a frame, in a field of 240 by 100. */
export function carParts(car) {
  const shape = SHAPES[car.body] ?? SHAPES.saloon;
  const paint = PAINT[car.colour] ?? '#8b93a1';
  return [
    s('path', { d: shape.body, fill: paint, stroke: '#3d474e', 'stroke-width': 2,
      'stroke-linejoin': 'round' }),
    s('path', { d: shape.glass, fill: '#223640', stroke: '#3d474e', 'stroke-width': 1 }),
    s('path', { d: 'M119 48v30M30 66h184', fill: 'none', stroke: '#3d474e', 'stroke-width': 1,
      opacity: 0.55 }),
    s('rect', { x: 128, y: 54, width: 12, height: 3, rx: 1.5, fill: '#3d474e', opacity: 0.7 }),
    s('path', { d: 'M20 62h9v6h-10z', fill: '#ffe9a8', stroke: '#3d474e', 'stroke-width': 0.75 }),
    s('path', { d: 'M212 60h9v8h-9z', fill: '#b3261e', stroke: '#3d474e', 'stroke-width': 0.75 }),
    wheel(62), wheel(180),
  ].flat();
}

export function carPicture(car) {
  const label = t('car.picture', { colour: word('colour', car.colour), body: t(`body.${car.body}`) });
  return s('svg', { viewBox: '0 0 240 112', role: 'img', 'aria-label': label },
    s('ellipse', { cx: 120, cy: 98, rx: 104, ry: 5, fill: '#000', opacity: 0.22 }),
    carParts(car));
}
