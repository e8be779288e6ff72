export interface PictureProps {
  readonly src: string
  /** What the picture shows; empty when the words beside it say so. */
  readonly alt?: string | undefined
  readonly className?: string | undefined
}
