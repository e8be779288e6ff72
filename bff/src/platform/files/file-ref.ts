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
