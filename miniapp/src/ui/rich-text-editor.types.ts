export interface RichTextEditorProps {
  readonly id: string
  readonly label: string
  /** What it opens with; later changes come from the person alone. */
  readonly initialHtml: string
  readonly placeholder: string
  readonly onChange: (html: string) => void
}
