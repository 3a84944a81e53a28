"""What a run was asked for: the command line over the config over the defaults, checked and typed."""

from cxcli.settings.asked import Asked
from cxcli.settings.reject_limit import RejectLimit
from cxcli.settings.settle import Settings, settle

__all__ = ["Asked", "RejectLimit", "Settings", "settle"]
