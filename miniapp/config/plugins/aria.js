// Taro's weapp templates carry no aria-* attribute, so a screen reader in WeChat would hear nothing.
// This build plugin adds them to the templates, and aria.runtime.js to the properties sent by setData.
const path = require('node:path')
const components = require('./aria.components.json')

module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return // the web page has no templates
      platform.template.mergeComponents(ctx, components)
      platform.runtimePath = [].concat(platform.runtimePath, path.resolve(__dirname, 'aria.runtime.js'))
    },
  })
}
