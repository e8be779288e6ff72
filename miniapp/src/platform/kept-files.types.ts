import type { LocalFile } from './photos.types'

/** A file that was chosen and has not arrived, kept on this device over the end of the app. */
export interface KeptFile {
  /** The same as before: sent again under it, nothing is stored twice. */
  readonly id: string
  readonly file: LocalFile
}
