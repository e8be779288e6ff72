import type { FileView } from '@linli/shared/files/files.schema'
import { useState } from 'react'
import { fileUrl } from '@/platform/client-name'
import { openFile } from '@/platform/open-file'
import { showPhotos } from '@/platform/show-photos'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'

const KILOBYTE = 1024

/** `412 KB`, `2.3 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes} 字节`
  if (bytes < KILOBYTE * KILOBYTE) return `${Math.round(bytes / KILOBYTE)} KB`
  return `${(bytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`
}

/** Documents and pictures of a notice; a document that does not open says so where it stands. */
export function Attachments({ files }: { readonly files: readonly FileView[] }) {
  const [failed, setFailed] = useState<string>()
  if (files.length === 0) return null
  const pictures = files.filter(({ kind }) => kind === 'image')
  const open = async (file: FileView) => {
    setFailed(undefined)
    // WeChat's viewer takes documents only; pictures open in full, and one leads to the next.
    if (file.kind === 'image')
      showPhotos(
        pictures.map(({ urls }) => fileUrl(urls.view)),
        pictures.indexOf(file),
      )
    else if (!(await openFile(fileUrl(file.urls.view)))) setFailed(file.id)
  }
  return (
    <Box className="attachments">
      {files.map((file) => (
        <ListRow
          key={file.id}
          icon={file.kind === 'image' ? 'image' : 'document'}
          title={file.name}
          detail={failed === file.id ? '没有打开，点一下再试' : sizeText(file.bytes)}
          label={`打开附件 ${file.name}，${sizeText(file.bytes)}`}
          onTap={() => void open(file)}
        />
      ))}
    </Box>
  )
}
