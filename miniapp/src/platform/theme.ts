import { readStored, writeStored } from './storage'
import { createStore, useStore } from './store'
import { onSystemLook, readSystemLook } from './system-look'
import type { SystemLook } from './system-look.types'

/** Steps of 字再大一点 in elder mode: body text 20, 24 and 30 px. */
export const elderSteps = [1.25, 1.5, 1.875] as const
/** Steps of the font size outside elder mode. */
export const plainSteps = [1, 1.125, 1.25, 1.4] as const
/** From this scale on rows stack and two columns become one. */
const STACK_AT = 1.5
/** WeChat's own scale is followed up to here; beyond it elder mode is the better answer. */
const SYSTEM_SCALE_LIMIT = 1.4

/** What the person chose on this device. */
export interface ThemeChoice {
  readonly elder: boolean
  /** `system` follows the phone. */
  readonly tone: 'system' | 'light' | 'dark'
  /** Font scale, or undefined for the mode's own. */
  readonly scale?: number | undefined
}

/** What the screens draw. */
export interface Theme {
  readonly name: 'light' | 'dark' | 'elder'
  readonly scale: number
  /** The person or the phone set a scale other than the theme's own. */
  readonly ownScale: boolean
  /** Rows put their value below the title. */
  readonly stacked: boolean
  readonly choice: ThemeChoice
}

const KEY = 'theme'
const plain: ThemeChoice = { elder: false, tone: 'system' }

/** Decides the theme; elder is always light, and the phone's scale counts only until the person chooses one. */
export function decideTheme(choice: ThemeChoice, system: SystemLook): Theme {
  const dark = choice.tone === 'dark' || (choice.tone === 'system' && system.dark)
  const own = choice.elder ? elderSteps[0] : 1
  const phone = choice.elder ? own : Math.min(SYSTEM_SCALE_LIMIT, Math.max(1, system.fontScale))
  const scale = choice.scale ?? phone
  return {
    name: choice.elder ? 'elder' : dark ? 'dark' : 'light',
    scale,
    ownScale: scale !== own,
    stacked: scale >= STACK_AT,
    choice,
  }
}

function readChoice(): ThemeChoice {
  const stored = readStored(KEY)
  if (typeof stored !== 'object' || stored === null) return plain
  const { elder, tone, scale } = stored as Record<string, unknown>
  return {
    elder: elder === true,
    tone: tone === 'light' || tone === 'dark' ? tone : 'system',
    scale: typeof scale === 'number' && scale >= 1 && scale <= 2 ? scale : undefined,
  }
}

let system = readSystemLook()
const themes = createStore(decideTheme(readChoice(), system))
onSystemLook((look) => {
  system = look
  themes.set(decideTheme(themes.get().choice, system))
})

/** Changes the look of every page and remembers it on this device. */
export function chooseTheme(change: Partial<ThemeChoice>): void {
  const before = themes.get().choice
  // Another mode has its own steps, so a scale chosen in the old one would mislead.
  const scale = change.elder !== undefined && change.elder !== before.elder ? undefined : before.scale
  const choice = { ...before, scale, ...change }
  writeStored(KEY, choice)
  themes.set(decideTheme(choice, system))
}

export function useTheme(): Theme {
  return useStore(themes)
}

/** The store itself, for what lives outside React (the web page's `<html>`). */
export const themeStore = themes
