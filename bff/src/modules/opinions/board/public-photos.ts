import type { FileView } from '@linli/shared/files/files.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { FileRef } from '../../../platform/files/file-ref'
import type { OpinionRow } from '../opinion.model'
import type { PublicFace } from '../opinion-parts.model'

/** Photos of a case that the public might see: those it came with, and those of the answers. */
export const publishable = ({ photos, entries }: Pick<OpinionRow, 'photos' | 'entries'>): FileRef[] => [
  ...photos,
  ...entries.flatMap((entry) => (entry.kind === 'reply' ? entry.photos : [])),
]

/** What everybody sees instead of some photos; nothing of those that nobody let pass. */
export const copiesOf = (
  board: Pick<PublicFace, 'photos'>,
  photos: readonly { readonly id: string }[],
  present: (ref: FileRef) => FileView,
): FileView[] =>
  photos.flatMap(({ id }) => {
    const copy = board.photos?.find(({ sourceId }) => sourceId === id)?.copy
    return copy ? [present(copy)] : []
  })

/** For the one who decides: every photo of a public case with what became of it. */
export function presentPublicPhotos(
  row: OpinionRow,
  present: (ref: FileRef) => FileView,
): StaffOpinionView['publicPhotos'] {
  const { board } = row
  if (!board) return []
  return publishable(row).map((ref) => {
    const known = board.photos?.find(({ sourceId }) => sourceId === ref.id)
    return {
      id: ref.id,
      file: present(ref),
      looked: known !== undefined,
      copy: known?.copy ? present(known.copy) : null,
    }
  })
}
