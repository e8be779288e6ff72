import { judgedVideo } from './pick-video.types'

const file = { url: 'blob:1', name: '楼道.mp4', source: 'blob:1' }
const most = { seconds: 30, bytes: 1000 }

test.each([
  [12.4, 900, { file, seconds: 12 }],
  [0.3, 900, { file, seconds: 1 }],
  // A phone that was asked for thirty stops a little later.
  [30.6, 1000, { file, seconds: 30 }],
  [31.5, 900, { refused: 'too-long' }],
  [12, 1001, { refused: 'too-large' }],
  [Number.NaN, 900, { refused: 'unreadable' }],
  [Number.POSITIVE_INFINITY, 900, { refused: 'unreadable' }],
])('a film of %d seconds and %d bytes', (seconds, bytes, judged) => {
  expect(judgedVideo(file, { seconds, bytes }, most)).toEqual(judged)
})
