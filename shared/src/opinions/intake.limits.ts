/** Areas that one photo can have covered before it is public; plenty for a crowd. */
export const MOST_COVERS = 40

/** A spoken note is no longer than this. */
export const VOICE_SECONDS = 60
/** What stands in place of words until somebody has written down what was said. */
export const VOICE_ONLY = '语音内容由工作人员整理'
