import type { ImportFormat, ImportKind } from '@linli/shared/imports/imports.kinds'
import { apiBase, fileUrl } from '@/platform/client-name'
import { saveFile } from '@/platform/save-file'
import { showToast } from '@/ui/toast'

/** Formats offered here: WeChat opens no text files. */
export const offeredFormats: readonly ImportFormat[] =
  process.env.TARO_ENV === 'weapp' ? ['xlsx'] : ['xlsx', 'csv']

export const formatLabel: Record<ImportFormat, string> = { xlsx: 'XLSX', csv: 'CSV' }

/** Saves a file of the server and says so when that did not work. */
export async function save(address: string): Promise<void> {
  if (!(await saveFile(fileUrl(address)))) showToast('没有下载成功，请刷新后再试')
}

export const saveTemplate = (kind: ImportKind, format: ImportFormat): Promise<void> =>
  save(`${apiBase.slice(apiBase.indexOf('/api/'))}/imports/templates/${kind}/${format}`)
