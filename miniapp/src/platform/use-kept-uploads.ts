import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { useEffect } from 'react'
import type { Draft } from './use-draft'
import { useUploads, type Uploads } from './use-uploads'

const idsOf = (files: readonly FileView[]) => files.map(({ id }) => id).join()

/** Photos that belong to a draft: what has arrived is not sent again after the page was left. */
export function useKeptUploads(
  purpose: UploadPurpose,
  most: number,
  { value, change }: Pick<Draft<{ readonly photos: readonly FileView[] }>, 'value' | 'change'>,
): Uploads {
  const { photos } = value
  const uploads = useUploads(purpose, most, photos)
  const { items } = uploads
  useEffect(() => {
    const arrived = items.flatMap(({ file }) => (file === undefined ? [] : [file]))
    if (idsOf(arrived) !== idsOf(photos)) change({ photos: arrived })
  }, [items, photos, change])
  return uploads
}
