type Rgb = [number, number, number]

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** The panel's ground in the dark. */
const NIGHT: Rgb = [23, 29, 37]
const READABLE = 4.5
const FALLBACK: Rgb = [23, 99, 166]

/** What a deployment's colour becomes, whatever it is: readable on itself, on light and on dark. */
export type Palette = {
  brand: string
  /** Text on the brand. */
  on: string
  /** Text in the brand's hue on light, and on dark. */
  ink: string
  inkd: string
}

export function palette(colour: string): Palette {
  const brand = parse(colour) ?? FALLBACK
  return {
    brand: hex(brand),
    on:
      contrast(brand, WHITE) >= READABLE || contrast(brand, WHITE) >= contrast(brand, BLACK)
        ? '#ffffff'
        : '#000000',
    ink: hex(towards(brand, BLACK, WHITE)),
    inkd: hex(towards(brand, WHITE, NIGHT, 7)),
  }
}

/** The colour, moved towards an end until it can be read on the ground. */
function towards(colour: Rgb, end: Rgb, ground: Rgb, readable = READABLE): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const moved = mix(colour, end, share)
    if (contrast(moved, ground) >= readable) return moved
  }
  return end
}

function parse(colour: string): Rgb | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim())?.[1]
  if (!digits) return undefined
  const long = digits.length === 6 ? digits : digits.replace(/./g, '$&$&')
  return [0, 2, 4].map(at => parseInt(long.slice(at, at + 2), 16)) as Rgb
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((value, i) => Math.round(value + (b[i]! - value) * share)) as Rgb
}

function hex(colour: Rgb): string {
  return '#' + colour.map(value => (value + 256).toString(16).slice(1)).join('')
}

/** WCAG's contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(value => {
    const share = value / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
