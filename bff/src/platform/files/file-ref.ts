import { Schema } from 'mongoose'
/** What an owner keeps of its files inside its own document: enough to present them without another look-up. */
export interface FileRef {
  readonly id: string
  readonly kind: 'image' | 'document'
  readonly name: string
  readonly mime: string
  readonly bytes: number
  readonly width?: number
  readonly height?: number
}

/** How an owner keeps a {@link FileRef} inside its own document. */
export const fileRefSchema = new Schema<FileRef>(
  {
    id: { type: String, required: true },
    kind: { type: String, required: true },
    name: { type: String, required: true },
    mime: { type: String, required: true },
    bytes: { type: Number, required: true },
    width: Number,
    height: Number,
  },
  { _id: false, strict: 'throw' },
)
