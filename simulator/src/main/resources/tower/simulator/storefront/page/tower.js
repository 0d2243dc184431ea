// The tower cut open: where the car is, as far as its state tells. It moves by script, not by style
// in the markup, which the policy of this page forbids.
import { s } from './dom.js';
import { t } from './words.js';
import { carParts } from './car.js';

const LEVELS = 6;
const TOP = 14;
const STEP = 44;
const GROUND = TOP + LEVELS * STEP;

const carAt = (x, y, car) => {
  const group = s('g', {}, s('g', { transform: 'translate(28 -23) scale(-0.235 0.235)' }, carParts(car)));
  group.setAttribute('transform', `translate(${x} ${y})`);
  return group;
};

/**
 * Makes the drawing.
 * @returns {{element: SVGElement, show: function({height: number, side: string, door: boolean}, string): void}}
 *   `show` takes how high the lift is (0 at the portal, 1 at the car's bay), where the car is
 *   (`bay`, `lift`, `portal`, `street`), and whether the door is open; and the words for it.
 */
export function towerPicture(car) {
  const floors = [];
  for (let level = 0; level <= LEVELS; level++) {
    const y = TOP + level * STEP;
    floors.push(s('path', { d: `M16 ${y}H96M144 ${y}H224`, stroke: 'var(--steel)', 'stroke-width': 3 }));
  }
  // Others' cars, only as shapes.
  const others = [[56, 1], [184, 1], [184, 2], [56, 3], [184, 4], [56, 4]].map(([x, level]) =>
    s('rect', { x: x - 27, y: TOP + level * STEP + STEP - 16, width: 54, height: 12, rx: 5,
      fill: 'var(--floor)' }));
  const cable = s('path', { d: `M120 ${TOP}V${TOP + STEP}`, stroke: 'var(--steel)', 'stroke-width': 2 });
  const lift = s('rect', { x: 97, y: -4, width: 46, height: 6, rx: 2, fill: 'var(--steel)', class: 'lift' });
  const door = s('rect', { x: 217, y: GROUND - STEP + 4, width: 7, height: STEP - 4,
    fill: 'var(--accent)', class: 'door' });
  const mover = carAt(0, 0, car);
  mover.classList.add('lift');
  mover.removeAttribute('transform');
  const picture = s('svg', { viewBox: '0 0 300 292', role: 'img' },
    s('path', { d: `M0 ${GROUND + 2}H300`, stroke: 'var(--steel)', 'stroke-width': 4 }),
    s('path', { d: `M14 ${TOP - 8}H226V${GROUND - STEP}M14 ${TOP - 8}V${GROUND}`, fill: 'none',
      stroke: 'var(--text)', 'stroke-width': 4 }),
    s('path', { d: `M96 ${TOP}V${GROUND}M144 ${TOP}V${GROUND - STEP}`, stroke: 'var(--line)',
      'stroke-width': 2, 'stroke-dasharray': '4 4' }),
    floors, others, cable, lift, door, mover);

  const show = ({ height, place, open }, what) => {
    const level = GROUND - STEP * (1 + height * (LEVELS - 1)) + STEP - 3;
    lift.style.transform = `translateY(${level}px)`;
    cable.setAttribute('d', `M120 ${TOP}V${level - 4}`);
    const x = { bay: 56, lift: 120, portal: 184, street: 262 }[place];
    const y = place === 'bay' ? TOP + STEP - 3 : place === 'lift' ? level - 3 : GROUND - 3;
    mover.style.transform = `translate(${x}px, ${y - 1}px)`;
    door.style.transform = open ? `translateY(-${STEP - 8}px)` : 'translateY(0)';
    picture.setAttribute('aria-label', t('tower.picture', { what }));
  };
  return { element: picture, show };
}

const PHASES = {
  'waiting': [0.4, 'bay'], 'clearing-the-way': [0.6, 'bay'], 'fetching': [1, 'bay'],
  'lifting': [1, 'lift'], 'carrying': [0.4, 'lift'], 'setting-down': [0, 'portal'],
};

/** Where things are for an order, with the share of the way that was made. */
export function sceneOf(order) {
  const state = order.tower?.state ?? order.stage;
  const intake = order.intake?.state;
  if (intake && !['cancelled', 'expired'].includes(intake)) {
    return {
      queued: { height: 0.4, place: 'street', open: false, share: 0.1 },
      arriving: { height: 0, place: 'street', open: true, share: 0.25 },
      refused: { height: 0, place: 'portal', open: true, share: null },
      received: { height: 0, place: 'portal', open: false, share: 0.5 },
      storing: { height: 0.6, place: 'lift', open: false, share: 0.75 },
      stored: { height: 1, place: 'bay', open: false, share: null },
    }[intake] ?? { height: 0, place: 'portal', open: false, share: null };
  }
  const phase = PHASES[order.tower?.estimate?.phase];
  switch (state) {
    case 'retrieving': {
      const share = order.share ?? 0.5;
      return phase
        ? { height: phase[0], place: phase[1], open: false, share }
        : { height: share < 0.3 ? 1 : Math.max(0, 1.2 - share), open: false, share,
          place: share < 0.3 ? 'bay' : share > 0.9 ? 'portal' : 'lift' };
    }
    case 'staged': return { height: 0, place: 'portal', open: false, share: 1 };
    case 'handing-over': return { height: 0, place: 'portal', open: true, share: null };
    case 'collected': case 'out': case 'late':
      return { height: 0, place: 'street', open: false, share: null };
    case 'cancelling': return { height: 0.6, place: 'lift', open: false, share: null };
    default: return { height: 0.4, place: 'bay', open: false, share: state === 'queued' ? 0 : null };
  }
}
