import { openFile } from './open-file'

/** WeChat shows a document, and its menu sends it on or keeps it; false when that did not work. */
export const saveFile = (url: string): Promise<boolean> => openFile(url)
