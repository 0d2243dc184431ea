// The frame: which view, which language, and what is said aloud.
import { h, note } from './dom.js';
import { get } from './api.js';
import { t, has, locale, switchLanguage, clock, yuan, word } from './words.js';
import { browse, carView, pay } from './browse.js';
import { orderView } from './order.js';

const main = document.getElementById('main');
let turn = 0;
let leave = () => {};

/** Says something to those who do not see the page. */
export function say(text) {
  const live = document.getElementById('live');
  if (live.textContent !== text) {
    live.textContent = text;
  }
}

/** An error in words that say what to do. */
export function trouble(problem) {
  const key = `e.${problem.code}`;
  return has(key)
    ? t(key, { tries: problem.triesLeft })
    : t('e.other', { detail: problem.detail ? `${problem.detail}.` : '' });
}

export function go(address) {
  location.hash = address;
}

async function orders(at) {
  const told = await get('/orders');
  at.append(h('div', {},
    h('h1', { tabindex: -1 }, t('orders.title')),
    told.orders.length ? null : h('p', {}, t('orders.none')),
    h('ul', { class: 'cars' }, told.orders.map((order) => {
      const state = order.tower?.state ?? order.stage;
      return h('li', {}, h('a', { class: 'car', href: `#/order/${order.id}` },
        h('h2', {}, `${order.car.brand} ${order.car.model}, ${word('colour', order.car.colour)}`),
        h('p', {}, t(`s.${state}`, { portal: order.tower?.portal })),
        h('p', { class: 'soft' },
          `${t('order.of', { time: clock(order.createdAt) })} · ${yuan(order.money.yuan)}`)));
    })),
    told.orders.length ? null : h('a', { class: 'button', href: '#/' }, t('again'))));
}

function frame() {
  document.documentElement.lang = locale();
  document.getElementById('skip').textContent = t('skip');
  document.getElementById('top').replaceChildren(
    h('a', { class: 'brand', href: '#/' }, h('img', { src: '/files/icon.svg', alt: '' }), t('shop')),
    h('a', { href: '#/orders' }, t('orders')),
    h('button', {
      type: 'button', lang: t('other-language-lang'),
      onclick: () => { switchLanguage(); show(false); },
    }, t('other-language')));
}

async function show(focus) {
  const mine = ++turn;
  leave();
  leave = () => {};
  frame();
  const fresh = h('div', {});
  const [, view, id, more] = location.hash.split('/');
  try {
    if (view === 'car') {
      await carView(fresh, id);
    } else if (view === 'pay') {
      await pay(fresh, id, more === 'buy' ? 'buy' : 'test-drive');
    } else if (view === 'order') {
      const end = await orderView(fresh, id);
      if (mine === turn) {
        leave = end;
      } else {
        end();
      }
    } else if (view === 'orders') {
      await orders(fresh);
    } else {
      await browse(fresh);
    }
  } catch (problem) {
    fresh.replaceChildren(
      h('h1', { tabindex: -1 }, t('shop')),
      note('bad', trouble(problem)),
      h('a', { class: 'button', href: '#/' }, t('again')));
  }
  if (mine !== turn) {
    return;
  }
  main.replaceChildren(...fresh.childNodes);
  const title = main.querySelector('h1');
  document.title = title ? `${title.textContent} · ${t('shop')}` : t('shop');
  if (focus) {
    window.scrollTo(0, 0);
    title?.focus();
  }
}

document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => show(true));
show(false);
