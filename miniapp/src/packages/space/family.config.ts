export default definePageConfig({
  navigationBarTitleText: '家人和代办',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
