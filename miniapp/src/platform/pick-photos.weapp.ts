import Taro from '@tarojs/taro'
import type { LocalFile } from './photos.types'

const nameOf = (path: string) => path.split('/').at(-1) ?? 'photo.jpg'

/** Lets the person take or choose photos; an empty list when they think better of it. */
export async function pickPhotos(most: number): Promise<LocalFile[]> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: Math.min(9, most),
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    })
    return tempFiles.map(({ tempFilePath }) => ({
      url: tempFilePath,
      name: nameOf(tempFilePath),
      source: tempFilePath,
    }))
  } catch {
    return []
  }
}

/** Lets the person choose one document out of a conversation, the only place where WeChat keeps files. */
export const pickDocument = (nameEnds: readonly string[]): Promise<LocalFile | undefined> =>
  chooseFile([...nameEnds])

/** Lets the person choose one sheet of rows out of a conversation. */
export const pickSheet = (): Promise<LocalFile | undefined> => chooseFile(['xlsx', 'csv', 'xls'])

async function chooseFile(extension: string[]): Promise<LocalFile | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension })
    const file = tempFiles[0]
    return file && { url: '', name: file.name, source: file.path }
  } catch {
    return undefined
  }
}
