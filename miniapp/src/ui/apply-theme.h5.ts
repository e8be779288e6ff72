import { themeStore, type Theme } from '@/platform/theme'

function apply(theme: Theme): void {
  const root = document.documentElement
  // Without the attribute the stylesheet follows the system by itself, also before this script runs.
  if (theme.name === 'elder') root.dataset.theme = 'elder'
  else if (theme.choice.tone === 'system') delete root.dataset.theme
  else root.dataset.theme = theme.choice.tone
  if (theme.ownScale) root.style.setProperty('--fs-user', String(theme.scale))
  else root.style.removeProperty('--fs-user')
}

/** Keeps `<html>` in the chosen theme; called once at the start. */
export function followTheme(): void {
  apply(themeStore.get())
  themeStore.subscribe(() => apply(themeStore.get()))
}
