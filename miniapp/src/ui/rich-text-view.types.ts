export interface RichTextViewProps {
  /** HTML that the server has sanitised; nothing else may come here. */
  readonly html: string
}
