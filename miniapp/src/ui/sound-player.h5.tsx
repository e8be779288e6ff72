import type { SoundPlayerProps } from './sound-player.types'

/** The browser's own player. */
export function SoundPlayer({ src, label }: SoundPlayerProps) {
  return <audio className="sound-player" src={src} controls preload="none" aria-label={label} />
}
