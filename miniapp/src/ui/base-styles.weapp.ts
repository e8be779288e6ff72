import './base.weapp.scss'
