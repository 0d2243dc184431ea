// The cars, what one of them is, and paying for it.
import { h, note } from './dom.js';
import { get, post, newKey } from './api.js';
import { t, word, yuan } from './words.js';
import { carPicture } from './car.js';
import { say, trouble, go } from './app.js';

const wanted = { model: '', colour: '', price: '', free: true };

const nameOf = (car) => `${car.brand} ${car.model}`;
const free = (car) => car.state === 'in-bay';

const chip = (car) => h('span', { class: free(car) ? 'chip free' : 'chip' },
  `${free(car) ? '\u2713' : '\u2013'} ${word('state', car.state)}`);

function card(car) {
  return h('li', {}, h('a', { class: 'car', href: `#/car/${car.vin}` },
    carPicture(car),
    h('h2', {}, nameOf(car)),
    h('p', { class: 'soft' }, [car.trim, word('colour', car.colour)].filter(Boolean).join(' · ')),
    h('p', { class: 'price' }, yuan(car.price)),
    chip(car)));
}

function choice(name, values, show, changed) {
  const select = h('select', {
    id: `f-${name}`,
    onchange: (event) => { wanted[name] = event.target.value; changed(); },
  },
  h('option', { value: '' }, t('browse.any')),
  values.map((value) => h('option', { value, selected: wanted[name] === String(value) }, show(value))));
  return h('div', { class: 'field' }, h('label', { for: `f-${name}` }, t(`browse.${name}`)), select);
}

const sorted = (values) => [...new Set(values)].sort();

function matches(car) {
  return (!wanted.model || car.model === wanted.model)
    && (!wanted.colour || car.colour === wanted.colour)
    && (!wanted.price || car.price <= Number(wanted.price))
    && (!wanted.free || free(car));
}

const notices = (told) => [
  told.reachable ? null : note('wait', t('browse.silent')),
  told.reachable && !told.taking
    ? note('wait', t('browse.not-taking'), told.reasons[0]?.text) : null,
];

export async function browse(main) {
  const told = await get('/cars');
  const list = h('ul', { class: 'cars' });
  const count = h('p', { class: 'soft', role: 'status' });
  const show = () => {
    const found = told.cars.filter(matches);
    list.replaceChildren(...found.map(card));
    count.textContent = found.length
      ? t('browse.count', { n: found.length, all: told.cars.length }) : t('browse.none');
  };
  const cars = told.cars;
  main.append(
    h('h1', { tabindex: -1 }, t('browse.title')),
    h('p', { class: 'soft' }, t('browse.lead')),
    ...notices(told).filter(Boolean),
    h('form', { class: 'sheet filters', onsubmit: (event) => event.preventDefault() },
      choice('model', sorted(cars.map((c) => c.model)), (m) => m, show),
      choice('colour', sorted(cars.map((c) => c.colour)), (c) => word('colour', c), show),
      choice('price', [...new Set(cars.map((c) => c.price))].sort((a, b) => a - b), yuan, show),
      h('label', { class: 'tick' },
        h('input', { type: 'checkbox', checked: wanted.free,
          onchange: (event) => { wanted.free = event.target.checked; show(); } }),
        t('browse.free'))),
    count, list);
  show();
}

async function find(vin) {
  const told = await get('/cars');
  const car = told.cars.find((c) => c.vin === vin);
  if (!car) {
    throw Object.assign(new Error(), { code: 'unknown-vehicle' });
  }
  return { car, told };
}

const back = (href = '#/') => h('a', { class: 'back', href }, t('back'));

const row = (name, value, kind) => [h('dt', { class: kind }, name), h('dd', { class: kind }, value)];

export async function carView(main, vin) {
  const { car, told } = await find(vin);
  main.append(
    back(),
    h('div', { class: 'view' },
      h('div', { class: 'hero' }, carPicture(car)),
      h('div', {},
        h('h1', { tabindex: -1 }, nameOf(car)),
        h('p', { class: 'price' }, yuan(car.price)),
        h('p', { class: 'soft' },
          t('car.monthly', { monthly: yuan(car.monthly), months: car.months })),
        ...notices(told).filter(Boolean),
        free(car)
          ? [h('a', { class: 'button', href: `#/pay/${vin}/buy` },
            t('car.buy', { deposit: yuan(car.deposit) })),
          h('a', { class: 'button second', href: `#/pay/${vin}/test-drive` }, t('car.drive'))]
          : note('wait', t('car.gone', { state: word('state', car.state) })),
        h('dl', { class: 'facts sheet' },
          row(t('car.colour'), word('colour', car.colour)),
          car.trim ? row(t('car.trim'), car.trim) : null,
          car.chargePercent === null ? null : row(t('car.charge'), `${car.chargePercent} %`),
          car.sizeClass ? row(t('car.size'), t('car.height', { mm: car.sizeClass.replace(/\D/g, '') })) : null,
          row(t('car.vin'), car.vin, 'vin')))));
}

export async function pay(main, vin, purpose) {
  const { car } = await find(vin);
  const buy = purpose === 'buy';
  const amount = yuan(buy ? car.deposit : car.testDriveDeposit);
  const alert = h('div', {});
  // One key for this page: a tap that had no answer, and is made again, orders no second car.
  const key = newKey();
  const button = h('button', { class: 'act', type: 'button' }, t('pay.button', { amount }));
  let busy = false;
  button.addEventListener('click', async () => {
    if (busy) {
      return;
    }
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = t('pay.busy');
    say(t('pay.busy'));
    alert.replaceChildren();
    try {
      const order = await post('/orders', { vin, purpose }, key);
      go(`#/order/${order.id}`);
    } catch (problem) {
      alert.replaceChildren(note('bad', trouble(problem)));
      button.removeAttribute('aria-disabled');
      button.textContent = t('pay.button', { amount });
      busy = false;
    }
  });
  main.append(
    back(`#/car/${vin}`),
    h('div', { class: 'view' },
      h('div', { class: 'hero' }, carPicture(car)),
      h('div', {},
        h('h1', { tabindex: -1 }, t(`pay.${purpose}`)),
        h('p', { class: 'soft' }, `${nameOf(car)}, ${word('colour', car.colour)}`),
        h('dl', { class: 'facts sheet' },
          buy
            ? [row(t('pay.price'), yuan(car.price)),
              row(t('pay.monthly', { months: car.months }), yuan(car.monthly)),
              row(t('pay.now'), amount, 'sum')]
            : [row(t('pay.how-long'), t('pay.hour')), row(t('pay.deposit'), amount, 'sum')]),
        h('p', {}, t(buy ? 'pay.buy-promise' : 'pay.drive-promise')),
        alert, button,
        h('p', { class: 'hint' }, t('pay.pretend')))));
}
