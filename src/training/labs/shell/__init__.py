"""What the browser's notebook application gets from us: the shell and the packer."""
