// Runs before the first paint, so that a dark room never sees a white flash. Kept as a file for a strict CSP.
;(function () {
  var theme = 'system'
  try {
    theme = localStorage.getItem('keshu.theme') || 'system'
  } catch {
    // Storage may be refused; the system's choice serves.
  }
  var dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
})()
