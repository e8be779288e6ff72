/** The editor's engine in one chunk: asked for piece by piece it would be sent twice. Loaded by staff alone. */
export { Editor } from '@tiptap/core'
export { StarterKit } from '@tiptap/starter-kit'
