/** Shapes on a 24-unit square, drawn with strokes of the text's colour. */
export const icons = {
  alert: '<path d="M12 4.5 3.5 19h17z"/><path d="M12 10v4M12 16.5v.1"/>',
  auto: '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>',
  bot: '<rect x="4.5" y="8" width="15" height="11" rx="3"/><path d="M12 8V4.5M9.5 4.5h5M2.5 12.5v3M21.5 12.5v3"/><path d="M9 12.5v1.5M15 12.5v1.5"/>',
  cd: '<path d="m7 10 5 5 5-5"/>',
  chart: '<path d="M4 4v14.5A1.5 1.5 0 0 0 5.5 20H20"/><path d="m7.5 14.5 3.5-4 3 2.5 4.5-6"/>',
  chat: '<path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4V16A2.5 2.5 0 0 1 4 13.5z"/><path d="M8.5 8.5h7M8.5 11.5h4.5"/>',
  check: '<path d="m5.5 12.5 4.5 4.5 8.5-10"/>',
  cl: '<path d="m14 7-5 5 5 5"/>',
  clock: '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
  copy: '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>',
  cr: '<path d="m10 7 5 5-5 5"/>',
  down: '<path d="M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14"/>',
  drag: '<path d="M9 6.500v.1M15 6.500v.1M9 12v.1M15 12v.1M9 17.500v.1M15 17.500v.1" stroke-width="2.600"/>',
  file: '<path d="M6 5a1.5 1.5 0 0 1 1.5-1.5H14l4.5 4.5v11a1.5 1.5 0 0 1-1.5 1.5H7.5A1.5 1.5 0 0 1 6 19z"/><path d="M14 3.5V8h4.5"/>',
  gear: '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v2.2M12 18.3v2.2M3.5 12h2.2M18.3 12h2.2M6 6l1.5 1.5M16.5 16.5 18 18M18 6l-1.5 1.5M7.5 16.5 6 18"/><circle cx="12" cy="12" r="6.3"/>',
  globe:
    '<circle cx="12" cy="12" r="8.500"/><path d="M3.500 12h17M12 3.500c2.600 2.500 3.800 5.300 3.800 8.500s-1.200 6-3.800 8.500c-2.600-2.500-3.800-5.300-3.800-8.500s1.200-6 3.800-8.500z"/>',
  hist: '<path d="M4.500 12a7.500 7.500 0 1 0 2.300-5.400L4.500 9M4.500 4.500V9H9M12 8v4.300l2.800 1.700"/>',
  image:
    '<rect x="4" y="5" width="16" height="14" rx="2"/><circle cx="9" cy="10" r="1.5"/><path d="m4.5 17 4.5-4 3 2.5 3.5-3.5 4 4"/>',
  info: '<circle cx="12" cy="12" r="8"/><path d="M12 11.5v4.5M12 8.2v.1"/>',
  kbd: '<rect x="4" y="5.5" width="16" height="13" rx="2"/><path d="M7.5 9.5v.1M11 9.5v.1M14.5 9.5v.1M8 14.5h8"/>',
  list: '<path d="M9 7h10.500M9 12h10.500M9 17h10.500M4.800 7v.1M4.800 12v.1M4.800 17v.1"/>',
  link: '<path d="M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1"/>',
  lock: '<rect x="5.5" y="10.5" width="13" height="9" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
  me: '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20c.7-4 3.7-6 7.5-6s6.8 2 7.5 6"/>',
  more: '<path d="M6 12v.1M12 12v.1M18 12v.1" stroke-width="2.6"/>',
  menu: '<rect x="4" y="4.500" width="16" height="15" rx="2"/><path d="M4 14.500h16M9.300 14.500v5M14.700 14.500v5"/>',
  moon: '<path d="M19.5 14.2A8 8 0 0 1 9.8 4.500a8 8 0 1 0 9.700 9.700z"/>',
  off: '<path d="M4 4l16 16M2.5 9.5a14 14 0 0 1 4-2.6M21.5 9.5A14 14 0 0 0 11 5.7M6 13a9 9 0 0 1 3.5-2.2M18 13a9 9 0 0 0-2.5-1.7M12 18.5v.1"/>',
  out: '<path d="M14 5.500V5a1.500 1.500 0 0 0-1.500-1.500h-6A1.500 1.500 0 0 0 5 5v14a1.500 1.500 0 0 0 1.500 1.500h6A1.500 1.500 0 0 0 14 19v-.5M10 12h10M16.500 8.500 20 12l-3.500 3.500"/>',
  panel: '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M14.5 5v14"/>',
  pen: '<path d="M5 19l.8-3.8L16 5l3 3L8.8 18.2zM14 7l3 3"/>',
  phone: '<rect x="7" y="3.500" width="10" height="17" rx="2"/><path d="M11 17.500h2"/>',
  pin: '<path d="M12 20.500s6.500-5.700 6.500-10.500a6.500 6.500 0 0 0-13 0c0 4.800 6.500 10.500 6.500 10.500z"/><circle cx="12" cy="10" r="2.300"/>',
  plug: '<path d="M9 4v4M15 4v4M6.500 8h11v3.500a5.500 5.500 0 0 1-11 0zM12 17v3.500"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  people:
    '<circle cx="9.500" cy="9" r="3.500"/><path d="M3.500 19.500c.500-3.400 3-5.300 6-5.300s5.500 1.900 6 5.300M15.500 5.800a3.300 3.300 0 0 1 0 6.400M17.500 14.700c1.700.800 2.800 2.400 3.100 4.800"/>',
  qr: '<rect x="4" y="4" width="6" height="6" rx="1"/><rect x="14" y="4" width="6" height="6" rx="1"/><rect x="4" y="14" width="6" height="6" rx="1"/><path d="M14 14h2.500v2.500M20 14v.1M14 20v.1M17.500 20H20v-3"/>',
  refresh: '<path d="M19 8.5A8 8 0 1 0 20 13M19.5 4v4.7h-4.7"/>',
  search: '<circle cx="11" cy="11" r="6"/><path d="m15.5 15.5 4.5 4.5"/>',
  sun: '<circle cx="12" cy="12" r="4"/><path d="M12 3.500v2M12 18.500v2M3.500 12h2M18.500 12h2M6 6l1.400 1.400M16.600 16.600 18 18M18 6l-1.400 1.400M7.400 16.600 6 18"/>',
  template: '<rect x="4" y="4.500" width="16" height="15" rx="2"/><path d="M4 9h16M8 12.500h8M8 15.500h5"/>',
  up: '<path d="M12 19V5.5M6.5 11 12 5.5l5.5 5.5"/>',
  voice: '<path d="M5 10v4M9 7v10M13 4.5v15M17 8v8M21 10.5v3"/>',
  video: '<rect x="3.500" y="6" width="12" height="12" rx="2"/><path d="m15.500 11 5-3v8l-5-3"/>',
  x: '<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>',
} as const

export type IconName = keyof typeof icons

/** Channel glyphs on a 12-unit square, filled. */
export const channelGlyphs: Readonly<Record<string, string>> = {
  app: '<path d="M3.9 1h4.2c.6 0 1 .4 1 1v8c0 .6-.4 1-1 1H3.9c-.6 0-1-.4-1-1V2c0-.6.4-1 1-1zm.3 1.6v5.6h3.6V2.6z" fill-rule="evenodd"/>',
  mail: '<path d="M1.2 3c0-.3.3-.6.6-.6h8.4c.3 0 .6.3.6.6L6 6.3z"/><path d="M1.2 4.3 6 7.5l4.8-3.2V9c0 .3-.3.6-.6.6H1.8c-.3 0-.6-.3-.6-.6z"/>',
  mini: '<path d="M6.7 3.8v4.4a2.1 2.1 0 1 1-2.1-2.1" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/><path d="M5.3 8.2V3.8a2.1 2.1 0 1 1 2.1 2.1" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/>',
  sms: '<path d="M2.3 2h7.4c.7 0 1.2.5 1.2 1.2v4c0 .7-.5 1.2-1.2 1.2H6L3.6 10.3V8.4H2.3c-.7 0-1.2-.5-1.2-1.2v-4C1.1 2.5 1.6 2 2.3 2zM3.7 4.6v1.2h1.2V4.6zm1.8 0v1.2h1.2V4.6zm1.8 0v1.2h1.2V4.6z" fill-rule="evenodd"/>',
  web: '<path d="M1.9 2.2h8.2c.4 0 .7.3.7.7v6.2c0 .4-.3.7-.7.7H1.9c-.4 0-.7-.3-.7-.7V2.9c0-.4.3-.7.7-.7zm.4 2.7v3.8h7.4V4.9z" fill-rule="evenodd"/>',
  wechat:
    '<path d="M4.7 1.6C2.5 1.6.9 3 .9 4.7c0 1 .5 1.8 1.3 2.4l-.3 1.2 1.4-.7c.4.1.9.2 1.4.2h.3A3 3 0 0 1 5 6.9c0-1.7 1.5-2.9 3.4-2.9h.1C8.1 2.6 6.6 1.6 4.7 1.6z"/><path d="M8.5 4.8c-1.5 0-2.7 1-2.7 2.2S7 9.3 8.5 9.3c.3 0 .7-.1 1-.2l1 .5-.2-.9c.5-.4.9-1 .9-1.7 0-1.2-1.2-2.2-2.7-2.2z"/>',
}
