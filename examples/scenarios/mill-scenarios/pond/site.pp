# The port is not the package's own, so that it is the module's configuration that the service reads.
class { 'millpond':
  port => 8420,
}
