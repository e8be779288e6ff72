export interface PictureProps {
  readonly src: string
  /** What the picture shows; empty when the words beside it say so. */
  readonly alt?: string | undefined
  readonly className?: string | undefined
  /** Nothing is cut off: as high as its width asks for. Otherwise it fills what the style gives it. */
  readonly whole?: boolean
}
