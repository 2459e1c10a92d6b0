class { 'keystone::db':
  database_connection => 'sqlite:////var/lib/keystone/keystone.db',
}
class { 'keystone':
  service_name => 'httpd',
}
