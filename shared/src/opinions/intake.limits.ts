/** Strokes of the brush on one photo, and points of one stroke: a whole page under the pen, and no more. */
export const MOST_STROKES = 60
export const MOST_STROKE_POINTS = 200
/** The brush, as a share of the width of the photo. */
export const BRUSH_WIDTHS = { least: 0.005, most: 0.3 } as const

/** Areas that one photo can have covered before it is public; plenty for a crowd. */
export const MOST_COVERS = 40

/** A spoken note is no longer than this. */
export const VOICE_SECONDS = 60
/** A film for the staff is no longer than this. */
export const VIDEO_SECONDS = 30
/** What stands in place of words until somebody has written down what was said. */
export const VOICE_ONLY = '语音内容由工作人员整理'
