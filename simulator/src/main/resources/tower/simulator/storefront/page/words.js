// Which language, and how numbers and times are written in it.
import { en } from './words-en.js';
import { zh } from './words-zh.js';

const all = { en, zh };
const stored = () => { try { return localStorage.getItem('language'); } catch { return null; } };

let language = stored() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
if (!all[language]) {
  language = 'en';
}

export const locale = () => (language === 'zh' ? 'zh-CN' : 'en');

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  try { localStorage.setItem('language', language); } catch { /* for this visit only */ }
}

/** The words under a key, with the values put in; the key itself when nobody has written them. */
export function t(key, values) {
  const text = all[language][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? '');
}

export const has = (key) => key in en;

export const yuan = (amount) => new Intl.NumberFormat(locale(), {
  style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0,
}).format(amount);

export const clock = (text) => new Intl.DateTimeFormat(locale(), {
  hour: '2-digit', minute: '2-digit',
}).format(new Date(text));

/** A word of the tower's data, for example a colour; data may have words that nobody translated. */
export const word = (kind, value) => (has(`${kind}.${value}`) ? t(`${kind}.${value}`) : value);
