export default definePageConfig({
  navigationBarTitleText: '换号码',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
