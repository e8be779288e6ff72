import Taro from '@tarojs/taro'

/** Opens photos in full, beginning with the one that was tapped. */
export function showPhotos(urls: readonly string[], first: number): void {
  const current = urls[first]
  if (current !== undefined) void Taro.previewImage({ urls: [...urls], current })
}
