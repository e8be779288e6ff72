import type { LocalFile } from './photos.types'

/** What was spoken, still on this device. */
export interface VoiceNote {
  readonly file: LocalFile
  readonly seconds: number
}

/** A running recording. It ends by itself when its time is over. */
export interface Recording {
  /** Rejects with {@link VoiceRefused} when the person or the device does not let it happen. */
  readonly done: Promise<VoiceNote>
  readonly stop: () => void
}

/** No permission, no microphone: said in words, and writing goes on. */
export class VoiceRefused extends Error {}
