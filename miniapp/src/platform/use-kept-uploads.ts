import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { useEffect, useRef } from 'react'
import type { Draft } from './use-draft'
import { useUploads, type Uploads } from './use-uploads'

const idsOf = (files: readonly FileView[]) => files.map(({ id }) => id).join()

/**
 * Photos that belong to a draft: what has arrived is not sent again after the page was left, and with the name of the
 * form what has not arrived is sent then.
 */
export function useKeptUploads(
  purpose: UploadPurpose,
  most: number,
  { value, change }: Pick<Draft<{ readonly photos: readonly FileView[] }>, 'value' | 'change'>,
  place?: string,
): Uploads {
  const { photos } = value
  const uploads = useUploads(purpose, most, photos, place)
  const { items, remove } = uploads
  /** What this form itself has put into the draft. */
  const own = useRef(idsOf(photos))
  useEffect(() => {
    const arrived = items.flatMap(({ file }) => (file === undefined ? [] : [file]))
    if (idsOf(arrived) === idsOf(photos)) {
      own.current = idsOf(photos)
      return
    }
    if (idsOf(photos) !== own.current) {
      // The draft was sent by the same form, opened before this one: its photos are gone with it.
      own.current = idsOf(photos)
      for (const { id, file } of items) if (file && !photos.some((photo) => photo.id === file.id)) remove(id)
      return
    }
    own.current = idsOf(arrived)
    change({ photos: arrived })
  }, [items, photos, change, remove])
  return uploads
}
