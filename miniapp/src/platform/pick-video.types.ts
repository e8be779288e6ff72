import type { LocalFile } from './photos.types'

/** A film chosen on this device; what cannot be sent says why; undefined when the person thinks better of it. */
export type PickedVideo =
  | { readonly file: LocalFile; readonly seconds: number }
  | { readonly refused: 'too-long' | 'too-large' | 'unreadable' }
  | undefined

/** Whether a film may be sent; what phones call thirty seconds is a little more now and then. */
export function judgedVideo(
  file: LocalFile,
  { seconds, bytes }: { readonly seconds: number; readonly bytes: number },
  most: { readonly seconds: number; readonly bytes: number },
): PickedVideo {
  if (!Number.isFinite(seconds) || seconds <= 0) return { refused: 'unreadable' }
  if (seconds > most.seconds + 1) return { refused: 'too-long' }
  if (bytes > most.bytes) return { refused: 'too-large' }
  return { file, seconds: Math.min(most.seconds, Math.max(1, Math.round(seconds))) }
}
