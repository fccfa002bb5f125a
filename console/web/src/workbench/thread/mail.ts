/**
 * A letter's HTML as a page of its own. The hub has cleaned it; should anything have slipped through, the policy keeps it from running
 * and from loading, and the frame's sandbox keeps it out of the console.
 */
export const harmlessPage = (html: string) =>
  '<!doctype html><meta charset="utf-8">' +
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">' +
  '<style>body{font:14px/1.6 sans-serif;margin:8px;overflow-wrap:anywhere}</style>' +
  html
