/** Pages that carry the widget, on an origin of their own: a plain one, hostile ones, and one with a strict policy. */
import { createServer } from 'node:http'

const HOSTILE_CSS = `
  * { all: unset !important; }
  * { display: none !important; visibility: hidden !important; font-size: 1px !important; z-index: -1 !important; }
  html, body, h1, p { display: block !important; visibility: visible !important; font-size: 16px !important; }
  button, textarea, input { display: none !important; color: red !important; }
`
/** What old libraries do to the browser's own objects. */
const HOSTILE_JS = `
  window.Keshu = { mine: 'the page’s own' };
  Array.prototype.toJSON = function () { return 'tampered' };
  String.prototype.toJSON = function () { return 'tampered' };
  Object.defineProperty(Object.prototype, 'toJSON', { value: function () { return 'tampered' }, configurable: true, writable: true });
  Array.prototype.each = function () {};
  Array.prototype.remove = function () {};
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] };
  Array.from = function (list) { return list && list.length ? [].slice.call(list) : [] };
  JSON.stringify = function () { return '"tampered"' };
  Element.prototype.remove = function () { throw new Error('the page’s own remove') };
  HTMLElement.prototype.show = HTMLElement.prototype.hide = function () { throw new Error('the page’s own') };
  window.$ = window.jQuery = function () { return {} };
  window.name = 'x'; window.event = null;
  document.addEventListener('keydown', function (event) { window.heardKeys = (window.heardKeys || 0) + 1 });
`
const STRICT = hub =>
  `default-src 'none'; script-src ${hub}; connect-src ${hub} ${hub.replace('http', 'ws')}; img-src ${hub}; base-uri 'none'; ` +
  `require-trusted-types-for 'script'; trusted-types 'none'`

export async function pages(hub) {
  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url, 'http://page')
    const attributes = [...searchParams].map(([name, value]) => `data-${name}="${value}"`).join(' ')
    const script = `<script async src="${hub}/widget/keshu.js" data-deployment="shop" ${attributes}></script>`
    const headers = { 'Content-Type': 'text/html; charset=utf-8' }
    let head = ''
    if (pathname === '/hostile') head = `<style>${HOSTILE_CSS}</style><script>${HOSTILE_JS}</script>`
    if (pathname === '/strict') headers['Content-Security-Policy'] = STRICT(hub)
    answer.writeHead(200, headers)
    answer.end(
      `<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>小店</title>${head}</head><body><h1>亚麻灯罩落地灯</h1><p>暖光可调，一米六高。</p>` +
        `<p><a id="other" href="/other">另一页</a></p>${script}</body></html>`,
    )
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
