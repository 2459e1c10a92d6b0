# @summary Installs, configures and starts millpond.
#
# @param host where it listens
# @param port where it listens
# @param readings the file of readings, one a line
class millpond (
  String               $host     = '127.0.0.1',
  Integer[1, 65535]    $port     = 8417,
  Pattern[/\A\//]      $readings = '/var/lib/millpond/levels.txt',
) {
  package { 'millpond':
    ensure => installed,
  }

  file { '/etc/millpond/millpond.conf':
    ensure  => file,
    content => epp('millpond/millpond.conf.epp', {
      'host'     => $host,
      'port'     => $port,
      'readings' => $readings,
    }),
    require => Package['millpond'],
  }

  service { 'millpond':
    ensure    => running,
    enable    => true,
    subscribe => File['/etc/millpond/millpond.conf'],
  }
}
