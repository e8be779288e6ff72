import Taro from '@tarojs/taro'

/** Writes a text into a file and hands it over to a chat (to oneself: 文件传输助手); false when that did not work. */
export async function saveText(text: string, fileName: string): Promise<boolean> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${fileName}`
  const written = await new Promise<boolean>((resolve) => {
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: text,
      encoding: 'utf8',
      success: () => resolve(true),
      fail: () => resolve(false),
    })
  })
  if (!written) return false
  try {
    await Taro.shareFileMessage({ filePath, fileName })
    return true
  } catch {
    return false
  }
}
