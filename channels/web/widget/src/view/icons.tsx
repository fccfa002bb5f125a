/** Line icons on a 24 grid, as in the console. */
const PATHS = {
  chat: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4V16A2.5 2.5 0 0 1 4 13.5zM8.5 8.5h7M8.5 11.5h4.5',
  down: 'm7 10 5 5 5-5',
  back: 'm14 7-5 5 5 5',
  clip: 'm19 11.5-7 7a4.6 4.6 0 0 1-6.5-6.5l7.5-7.5a3.1 3.1 0 0 1 4.4 4.4l-7.4 7.4a1.5 1.5 0 0 1-2.2-2.2l6.7-6.6',
  image:
    'M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM9 8.5v.1M4.5 17l4.5-4 3 2.5 3.5-3.5 4 4',
  more: 'M6 12v.1M12 12v.1M18 12v.1',
  up: 'M12 19V5.5M6.5 11 12 5.5l5.5 5.5',
  x: 'm6.5 6.5 11 11M17.5 6.5l-11 11',
  pin: 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 8a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 12 8',
  doc: 'M7 3.5h7l4 4V20a.5.5 0 0 1-.5.5h-10A.5.5 0 0 1 7 20zM13.5 3.5V8H18',
}

export type IconName = keyof typeof PATHS

export function Icon({ of, size = 20 }: { of: IconName; size?: number }): Node {
  return (
    <svg class="i" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[of]} stroke-width={of === 'more' ? 2.6 : undefined} />
    </svg>
  )
}
