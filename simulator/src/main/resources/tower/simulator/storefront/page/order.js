// One order, live: what happens to the car and to the money, and what the customer can do now.
import { h, note } from './dom.js';
import { get, post } from './api.js';
import { t, has, clock, yuan, word } from './words.js';
import { towerPicture, sceneOf } from './tower.js';
import { say, trouble } from './app.js';

const COMES_BACK = new Set(['out', 'late', 'returned']);
const NO_INTAKE = new Set(['cancelled', 'expired']);
const HAS_CODE = new Set(['scheduled', 'queued', 'retrieving', 'staged']);

const stateOf = (order) => order.tower?.state ?? order.stage;

const intakeOf = (order) =>
  (order.intake && COMES_BACK.has(stateOf(order)) ? order.intake : null);

/** Headline and what to do, in the words of the dictionary. */
function words(order) {
  const intake = intakeOf(order);
  const [s, n, state] = intake ? ['i', 'j', intake.state] : ['s', 'n', stateOf(order)];
  const values = {
    portal: intake?.portal ?? order.tower?.portal ?? '',
    due: order.tower?.dueBackAt ? clock(order.tower.dueBackAt) : '',
  };
  return { title: t(`${s}.${state}`, values), next: t(`${n}.${state}`, values), state, values };
}

function kindOf(order) {
  const state = intakeOf(order)?.state ?? stateOf(order);
  if (['owed', 'failed', 'refused', 'late', 'unknown'].includes(state)) {
    return 'bad';
  }
  if (['on-hold', 'restowed', 'cancelled', 'expired', 'cancelling', 'withdrawn'].includes(state)) {
    return 'wait';
  }
  return 'good';
}

/** ISO 8601 of a short time, or seconds. */
function secondsOf(duration) {
  if (typeof duration === 'number') {
    return duration;
  }
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration ?? '');
  return parts ? (parts[1] ?? 0) * 3600 + (parts[2] ?? 0) * 60 + Number(parts[3] ?? 0) : null;
}

/** How much of the way is made: by the tower's estimate, or by how long it usually takes. */
function shareOf(order, first) {
  const left = secondsOf(order.tower?.estimate?.readyIn?.p50);
  if (left !== null) {
    first.left = Math.max(first.left ?? 0, left);
    return first.left ? Math.min(0.97, 1 - left / first.left) : 0.97;
  }
  first.since ??= Date.now();
  return 0.95 * (1 - Math.exp(-(Date.now() - first.since) / 45000));
}

function facts(order) {
  const estimate = order.tower?.estimate;
  const row = (name, value) => [h('dt', {}, name), h('dd', {}, value)];
  const rows = [];
  const phase = `phase.${estimate?.phase}`;
  if (estimate && has(phase) && !order.ended) {
    rows.push(row(t('live.now'), t(phase)));
  }
  if (Number.isInteger(estimate?.queuePosition)) {
    rows.push(row(t('live.before'), estimate.queuePosition === 0
      ? t('live.before.0') : t('live.before.n', { n: estimate.queuePosition })));
  }
  if (estimate?.readyBy) {
    const p50 = clock(estimate.readyBy.p50);
    const p90 = clock(estimate.readyBy.p90);
    rows.push(row(t('live.ready'), p50 === p90 ? p50 : t('live.ready.late', { p50, p90 })));
  }
  return rows.length ? h('dl', { class: 'facts' }, rows) : null;
}

/** A button that works once at a time and puts what went wrong before itself. */
function deed(label, busyLabel, kind, act) {
  const alert = h('div', {});
  const button = h('button', { class: `act ${kind}`, type: 'button' }, label);
  let busy = false;
  const run = async () => {
    if (busy) {
      return;
    }
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = busyLabel;
    alert.replaceChildren();
    try {
      await act();
    } catch (problem) {
      alert.replaceChildren(note('bad', trouble(problem)));
    }
    busy = false;
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  };
  button.addEventListener('click', run);
  return { parts: [alert, button], run, alert };
}

function field(id, label, hint, input) {
  return h('div', { class: 'field' }, h('label', { for: id }, label), input,
    h('p', { class: 'hint', id: `${id}-hint` }, hint));
}

function wrong(input, key) {
  input.setAttribute('aria-invalid', 'true');
  input.focus();
  throw Object.assign(new Error(), { code: key });
}

function codeSheet(order) {
  if (!order.mine) {
    return null;
  }
  const code = `${order.code.slice(0, 3)}\u00a0${order.code.slice(3)}`;
  return h('section', { class: 'sheet', 'aria-labelledby': 'code-title' },
    h('h2', { id: 'code-title' }, t('code.title')),
    h('span', { class: 'code' }, code),
    h('p', { class: 'hint' }, t('code.hint')));
}

function portalSheet(order, act) {
  const input = h('input', { id: 'code', class: 'codebox', inputmode: 'numeric', maxlength: 7,
    autocomplete: 'off', 'aria-describedby': 'code-hint', enterkeyhint: 'go' });
  const open = deed(t('portal.open'), t('portal.opening'), '', async () => {
    input.removeAttribute('aria-invalid');
    const code = input.value.replace(/\s/g, '');
    if (!/^\d{6}$/.test(code)) {
      wrong(input, 'code-form');
    }
    try {
      await act('handover', { code });
    } catch (problem) {
      input.setAttribute('aria-invalid', 'true');
      throw problem;
    }
  });
  return h('form', { class: 'sheet', novalidate: true,
    onsubmit: (event) => { event.preventDefault(); open.run(); } },
  h('h2', {}, t('portal.title')),
  field('code', t('portal.label'), order.mine ? t('portal.hint') : t('portal.not-mine'), input),
  open.parts,
  h('p', { class: 'hint' }, t('code.tries', { n: order.tower.triesLeft })));
}

function returnSheet(act) {
  const charge = h('input', { id: 'charge', inputmode: 'numeric', maxlength: 3,
    autocomplete: 'off', 'aria-describedby': 'charge-hint' });
  const clockInput = h('input', { id: 'odometer', inputmode: 'numeric', maxlength: 7,
    autocomplete: 'off', 'aria-describedby': 'odometer-hint' });
  const damage = h('textarea', { id: 'damage', rows: 3, maxlength: 500,
    'aria-describedby': 'damage-hint' });
  const number = (input, most, key) => {
    const text = input.value.trim();
    if (text === '') {
      return null;
    }
    return /^\d+$/.test(text) && Number(text) <= most ? Number(text) : wrong(input, key);
  };
  const go = deed(t('return.button'), t('return.busy'), '', async () => {
    [charge, clockInput, damage].forEach((input) => input.removeAttribute('aria-invalid'));
    await act('return', {
      chargePercent: number(charge, 100, 'charge-form'),
      odometerKm: number(clockInput, 5000000, 'odometer-form'),
      damage: damage.value,
    });
  });
  return h('form', { class: 'sheet', novalidate: true,
    onsubmit: (event) => { event.preventDefault(); go.run(); } },
  h('h2', {}, t('return.title')),
  field('charge', t('return.charge'), t('return.optional'), charge),
  field('odometer', t('return.odometer'), t('return.optional'), clockInput),
  field('damage', t('return.damage'), t('return.damage-hint'), damage),
  go.parts);
}

function cancelSheet(act) {
  const box = h('div', {});
  const ask = h('button', { class: 'act bad', type: 'button' }, t('cancel'));
  const yes = deed(t('cancel.yes'), t('loading'), 'bad', () => act('cancellation', {}));
  const no = h('button', { class: 'act second', type: 'button' }, t('cancel.no'));
  const sure = h('div', { class: 'sheet', role: 'group', 'aria-labelledby': 'sure' },
    h('p', { id: 'sure', tabindex: -1 }, t('cancel.sure')), yes.parts[0],
    h('div', { class: 'pair' }, yes.parts[1], no));
  ask.addEventListener('click', () => {
    box.replaceChildren(sure);
    sure.querySelector('#sure').focus();
  });
  no.addEventListener('click', () => {
    box.replaceChildren(ask);
    ask.focus();
  });
  box.append(ask);
  return box;
}

/** What the customer's hands and feet do, where the tower is a rehearsal that can be told. */
function actSheet(order, act) {
  const arriving = intakeOf(order)?.state === 'arriving';
  const going = !intakeOf(order) && stateOf(order) === 'handing-over';
  if (!order.helpers || !(arriving || going)) {
    return null;
  }
  const what = arriving ? 'drive-in' : 'drive-out';
  return h('section', { class: 'sheet', 'aria-labelledby': 'act-title' },
    h('h2', { id: 'act-title' }, t('act.title')),
    deed(t(`act.${what}`), t('loading'), '', () => act('acts', { act: what })).parts);
}

const mayCancel = (order) => Boolean(order.tower?.links?.cancellation) || stateOf(order) === 'asking';

/** Which forms there are; as long as it is the same they stay, with what was typed. */
function formsKey(order) {
  return [stateOf(order), intakeOf(order)?.state, order.tower?.triesLeft, order.mine,
    order.helpers, mayCancel(order)].join();
}

function forms(order, act) {
  const state = stateOf(order);
  const intake = intakeOf(order);
  const parts = [];
  if (HAS_CODE.has(state)) {
    parts.push(codeSheet(order));
  }
  if (state === 'staged') {
    parts.push(portalSheet(order, act));
  }
  parts.push(actSheet(order, act));
  if ((state === 'out' || state === 'late') && (!intake || NO_INTAKE.has(intake.state))) {
    parts.push(returnSheet(act));
  }
  if (order.ended) {
    parts.push(h('a', { class: 'button second', href: '#/' }, t('again')));
  }
  return parts.filter(Boolean);
}

function historyOf(order) {
  return order.history.map((moment) => {
    const [what, state] = moment.type.split(/\.(.*)/);
    const key = `${what === 'intake' ? 'i' : 's'}.${state}`;
    const portal = (what === 'intake' ? order.intake : order.tower)?.portal ?? '';
    return h('li', {}, `${clock(moment.time)} ${t(key, { portal })}`);
  });
}

export async function orderView(main, id) {
  const first = {};
  const picture = { of: null };
  const title = h('h1', { tabindex: -1 });
  const advice = h('div', {});
  const live = h('div', {});
  const bar = h('progress', { max: 100, 'aria-label': t('progress') });
  const money = h('p', {});
  const formBox = h('div', {});
  const wayBack = h('div', {});
  const list = h('ol', { class: 'history' });
  const tower = h('div', { class: 'tower sheet' });
  let shown = '';
  let latest = await get(`/orders/${id}`);
  const helpers = (await get('/cars').catch(() => ({ helpers: false }))).helpers;

  const act = async (what, body) => update(await post(`/orders/${id}/${what}`, body));

  function picturise(order) {
    if (!picture.of) {
      picture.of = towerPicture(order.car);
      tower.append(picture.of.element, bar, live);
    }
    const scene = sceneOf({ ...order, share: shareOf(order, first) });
    picture.of.show(scene, words(order).title);
    bar.hidden = scene.share === null;
    bar.value = Math.round(100 * (scene.share ?? 0));
  }

  function update(order) {
    // The stream may overtake the answer to a button.
    if (order.version < latest.version) {
      return;
    }
    latest = { ...order, helpers };
    const now = words(latest);
    if (title.textContent !== now.title) {
      title.textContent = now.title;
      if (shown) {
        say(`${now.title}. ${now.next}`);
        document.title = `${now.title} · ${t('shop')}`;
      }
    }
    const refusal = latest.refusal ? trouble({ code: latest.refusal.code,
      detail: latest.refusal.detail }) : null;
    advice.replaceChildren(
      quiet(note(kindOf(latest), now.next, refusal)),
      ...(latest.reachable || latest.ended ? [] : [quiet(note('wait', t('live.silent')))]));
    live.replaceChildren(...[facts(latest)].filter(Boolean));
    money.textContent = t(`m.${latest.purpose}.${latest.money.state}`,
      { amount: yuan(latest.money.yuan) });
    picturise(latest);
    list.replaceChildren(...historyOf(latest));
    const key = formsKey(latest);
    if (key !== shown) {
      const held = [formBox, wayBack].some((box) => box.contains(document.activeElement));
      shown = key;
      formBox.replaceChildren(...forms(latest, act));
      wayBack.replaceChildren(...(mayCancel(latest) ? [cancelSheet(act)] : []));
      if (held) {
        title.focus();
      }
    }
  }

  main.append(
    h('a', { class: 'back', href: '#/' }, t('back')),
    h('p', { class: 'soft' }, `${latest.car.brand} ${latest.car.model}, ${word('colour', latest.car.colour)}`),
    title,
    h('div', { class: 'view' },
      h('div', {}, advice, formBox),
      h('div', {},
        tower,
        h('section', { class: 'sheet', 'aria-labelledby': 'money-title' },
          h('h2', { id: 'money-title' }, t('money')), money),
        wayBack,
        h('details', { class: 'sheet' }, h('summary', {}, t('history')), list))));
  update(latest);

  const source = new EventSource(`/orders/${id}/stream`);
  const lost = note('wait', t('live.lost'));
  source.addEventListener('order', (event) => { lost.remove(); update(JSON.parse(event.data)); });
  source.addEventListener('error', () => { if (!latest.ended) { advice.append(lost); } });
  const timer = setInterval(() => { if (stateOf(latest) === 'retrieving') { picturise(latest); } }, 1000);
  return () => { source.close(); clearInterval(timer); };
}

/** Said by the live region already: an alert would say it twice. */
function quiet(box) {
  box.removeAttribute('role');
  return box;
}
