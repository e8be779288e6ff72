// Taro's preset is the whole build dialect; the H5 build polyfills what its browserslist lacks,
// the weapp build must not (WeChat's base library brings its own).
module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        hot: false,
        useBuiltIns: process.env.TARO_ENV === 'h5' ? 'usage' : false,
      },
    ],
  ],
}
